// The questions of a category, on the desk's pages that ask them.

import { start } from "./questions";

start();
