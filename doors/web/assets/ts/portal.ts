// The portal, sign-in and set-up: small things only.

import * as ask from "./ask";
import * as forms from "./forms";
import * as menus from "./menus";
import * as questions from "./questions";
import * as time from "./time";
import * as toast from "./toast";

for (const part of [menus, forms, ask, questions, time, toast]) part.start();
