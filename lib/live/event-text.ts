import type { LiveEvent } from "../hosts/host-view";

/** JSON holds no line ends of its own, so one `data:` line is enough. */
export const eventText = (event: LiveEvent): string =>
  `event: ${event.event}\ndata: ${JSON.stringify(event.data)}\n\n`;
