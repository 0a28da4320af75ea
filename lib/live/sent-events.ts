import type { LiveEvent } from "../hosts/host-view";
import type { EventPipe } from "./event-pipe";

/** One text for all streams that were given the same read: they keep it, and compare by it. */
const texts = new WeakMap<LiveEvent["data"], string>();

function textOf(data: LiveEvent["data"]): string {
  const text = texts.get(data) ?? JSON.stringify(data);
  texts.set(data, text);
  return text;
}

/** What one stream has told, so that it tells what differs and nothing twice. */
export class SentEvents {
  private readonly sent = new Map<string, string>();

  constructor(private readonly pipe: EventPipe) {}

  /** `key` names what the event is about. */
  tell(key: string, event: LiveEvent): void {
    const text = textOf(event.data);
    if (this.sent.get(key) !== text) {
      this.sent.set(key, text);
      this.pipe.send(event);
    }
  }

  tellGone(id: string): void {
    this.sent.delete(id);
    this.pipe.send({ event: "gone", data: { id } });
  }
}
