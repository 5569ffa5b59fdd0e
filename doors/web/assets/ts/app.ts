// The agent's workspace.

import * as ask from "./ask";
import * as composer from "./composer";
import * as forms from "./forms";
import * as keys from "./keys";
import * as lists from "./lists";
import * as live from "./live";
import * as menus from "./menus";
import * as morph from "./morph";
import * as palette from "./palette";
import * as presence from "./presence";
import * as time from "./time";
import * as toast from "./toast";

for (const part of [morph, menus, forms, ask, time, toast, composer, palette, lists, keys, presence, live])
  part.start();
