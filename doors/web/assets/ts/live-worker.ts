// The shared worker: all tabs of one browser listen to one stream, since browsers allow few connections to a host.

import { type News, Stream } from "./stream";

interface Port {
  postMessage(news: News): void;
  onmessage: ((event: MessageEvent<string>) => void) | null;
}

const ports = new Set<Port>();
let stream: Stream | undefined;
let state: News | undefined;

function tell(news: News): void {
  if (news.kind !== "change") state = news;
  for (const port of ports) port.postMessage(news);
}

/** A page says `open <address>`, `retry` or `bye`. */
function hear(port: Port, words: string): void {
  if (words === "bye") {
    ports.delete(port);
    if (ports.size === 0) {
      stream?.close();
      stream = undefined;
    }
    return;
  }
  if (words === "retry") {
    stream?.open();
    return;
  }
  ports.add(port);
  if (stream) {
    if (state) port.postMessage(state.kind === "open" ? { kind: "open", gap: false } : state);
    return;
  }
  stream = new Stream(words.slice("open ".length), tell);
  stream.open();
}

addEventListener("connect", (event) => {
  const port = (event as MessageEvent).ports[0] as unknown as Port;
  port.onmessage = ({ data }) => hear(port, data);
});
