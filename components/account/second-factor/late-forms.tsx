"use client";

import { lazy } from "react";

// On pages that everybody loads and almost nobody is asked on: the forms' scripts come when a form is drawn.
export const LateCodeForm = lazy(() => import("./code-form").then(({ CodeForm }) => ({ default: CodeForm })));
export const LatePasskeyKey = lazy(() =>
  import("./passkey-key").then(({ PasskeyKey }) => ({ default: PasskeyKey })),
);
export const LatePasswordField = lazy(() =>
  import("@/components/ui/password-field").then(({ PasswordField }) => ({ default: PasswordField })),
);
