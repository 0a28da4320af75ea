import { get, type IncomingMessage } from "node:http";

/** Resolves with the first bytes, which say that it stands. */
export function openStream(url: string, cookie: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = get(url, { headers: { cookie }, agent: false }, (answer) => {
      if (answer.statusCode !== 200) {
        reject(new Error(`a stream was answered with ${answer.statusCode}`));
      }
      answer.once("data", () => resolve(answer));
      answer.resume();
    });
    request.once("error", reject);
  });
}

/** How many are open still. */
export const standing = (streams: readonly IncomingMessage[]): number =>
  streams.filter((stream) => !stream.destroyed && !stream.complete).length;
