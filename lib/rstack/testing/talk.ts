import type { MasterClient } from "../master-client";
import type { Outcome } from "../outcome";
import { clientFor, type SeenRequest, wire } from "./wire";

/** An action and its own parameters; without the public ones. */
export const ownParams = ({ form }: SeenRequest) =>
  Object.fromEntries(form.filter(([key]) => !key.startsWith("api_")));

/** What a call makes of these rows, or of this text; throws where it makes nothing of them. */
export async function asked<T>(
  body: object[] | string,
  call: (client: MasterClient) => Promise<Outcome<T>>,
): Promise<T> {
  const { url } = await wire(() => ({ body: typeof body === "string" ? body : JSON.stringify(body) }));
  const outcome = await call(clientFor(url).client);
  if (!outcome.ok) {
    throw new Error(outcome.fault.kind);
  }
  return outcome.value;
}
