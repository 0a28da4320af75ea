import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { z } from "zod";

const encoded = z.string().min(1).max(8192);
const shared = {
  id: encoded,
  rawId: encoded,
  type: z.literal("public-key"),
  clientExtensionResults: z.object({}),
  authenticatorAttachment: z.enum(["platform", "cross-platform"]).optional(),
};

// Only what is looked at; whatever else a browser sends is dropped.
const Registration = z.object({
  ...shared,
  response: z.object({
    clientDataJSON: encoded,
    attestationObject: encoded,
    transports: z
      .array(z.enum(["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"]))
      .optional(),
  }),
});
const Authentication = z.object({
  ...shared,
  response: z.object({
    clientDataJSON: encoded,
    authenticatorData: encoded,
    signature: encoded,
    userHandle: z.string().max(200).optional(),
  }),
});

/** The field by which a form brings what the browser's own dialog answered. */
export const responseField = z.string().min(1).max(24_576);

/** Null for anything that is no such answer. */
export const readRegistration = (text: string): RegistrationResponseJSON | null => read(Registration, text);
export const readAuthentication = (text: string): AuthenticationResponseJSON | null =>
  read(Authentication, text);

function read<T>(shape: z.ZodType<T>, text: string): T | null {
  try {
    return shape.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
