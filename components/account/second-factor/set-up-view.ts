import type { FormAction } from "@/components/ui/form/answered";
import type { NewCodes, PasskeyActions } from "./use-passkey";

/** What an authenticator app reads: the secret as a code to scan, and as text to type. */
export interface TotpSetUp {
  /** An SVG path on a square of `size` units. */
  qr: { path: string; size: number };
  secret: string;
}

/** What the set-up of a second factor shows. */
export interface SetUpView {
  /** An app that waits for its first code. */
  waiting: TotpSetUp | null;
  /** Whether this panel's address can have passkeys. */
  passkeys: boolean;
  /** What this browser's passkey is called until the person says otherwise. */
  suggestedName: string;
}

export interface SetUpActions {
  startTotp: FormAction;
  confirmTotp: FormAction<NewCodes>;
  askNewPasskey: PasskeyActions["ask"];
  addPasskey: PasskeyActions["answer"];
}
