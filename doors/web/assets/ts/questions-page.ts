// The questions of a category, on the desk's pages that ask them, and tickets like the one that is being written.

import * as alike from "./alike";
import * as questions from "./questions";

for (const part of [questions, alike]) part.start();
