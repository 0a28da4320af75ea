import { createHash, randomBytes } from "node:crypto";

export interface CallOverrides {
  secret?: string;
  random?: string;
  timestamp?: string;
  language?: string;
  type?: string;
  method?: "GET" | "POST";
  signal?: AbortSignal;
}

/** A caller for the tests of this folder, written from the vendor's document: not the panel's client. */
export async function signedCall(
  url: string,
  action: string,
  params: Record<string, string> = {},
  overrides: CallOverrides = {},
): Promise<Response> {
  const secret = overrides.secret ?? "simulator-secret";
  const random = overrides.random ?? `${randomBytes(15).toString("hex")}z`;
  const timestamp = overrides.timestamp ?? String(Math.floor(Date.now() / 1000));
  const form = new URLSearchParams({
    api_sign: createHash("md5")
      .update(secret + random + timestamp)
      .digest("hex"),
    api_random: random,
    api_timestamp: timestamp,
    api_language: overrides.language ?? "",
    api_type: overrides.type ?? "hyper",
    action,
    ...params,
  });
  const { signal } = overrides;
  return overrides.method === "GET"
    ? fetch(`${url}?${form}`, { redirect: "manual", signal })
    : fetch(url, { method: "POST", body: form, redirect: "manual", signal });
}

export const signedText = async (...call: Parameters<typeof signedCall>): Promise<string> =>
  (await signedCall(...call)).text();
