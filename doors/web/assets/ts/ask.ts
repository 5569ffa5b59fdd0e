// Files in a plain form, as the portal has them: the chosen ones are listed and checked before they are sent.

import { icon, make } from "./page";
import { text } from "./texts";

export function start(): void {
  for (const chooser of document.querySelectorAll<HTMLInputElement>("input[type=file][data-file-max]")) {
    const list = make("div", "comp-files");
    chooser.after(list);
    chooser.addEventListener("change", () => {
      const { fileMax, fileMaxWords = "" } = chooser.dataset;
      const files = [...(chooser.files ?? [])];
      const rows = files.map((file) => {
        const bad = file.size > Number(fileMax);
        const row = make("div", bad ? "upload upload-bad" : "upload");
        const note = bad ? text("js-file-too-big", { max: fileMaxWords }) : "";
        row.append(
          icon(file.type.startsWith("image/") ? "image" : "file-text"),
          make("span", "name", file.name),
          make("small", "", note),
        );
        return row;
      });
      list.replaceChildren(...rows);
      const tooBig = files.some((file) => file.size > Number(fileMax));
      chooser.setCustomValidity(tooBig ? text("js-file-too-big", { max: fileMaxWords }) : "");
    });
  }
}
