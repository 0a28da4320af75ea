"use client";

import { type ComponentProps, lazy, Suspense } from "react";

// On pages that everybody loads and almost nobody is asked on: the forms' scripts come when a form is drawn. Functions
// around what is lazy, since a reference from the server's side may not be lazy itself.
const CodeForm = lazy(() => import("./code-form").then((form) => ({ default: form.CodeForm })));
const PasskeyKey = lazy(() => import("./passkey-key").then((key) => ({ default: key.PasskeyKey })));
const PasswordField = lazy(() =>
  import("@/components/ui/form/password-field").then((field) => ({ default: field.PasswordField })),
);

const TextField = lazy(() =>
  import("@/components/ui/form/text-field").then((field) => ({ default: field.TextField })),
);

export function LateCodeForm(props: ComponentProps<typeof CodeForm>) {
  return (
    <Suspense>
      <CodeForm {...props} />
    </Suspense>
  );
}

export function LatePasskeyKey(props: ComponentProps<typeof PasskeyKey>) {
  return (
    <Suspense>
      <PasskeyKey {...props} />
    </Suspense>
  );
}

export function LatePasswordField(props: ComponentProps<typeof PasswordField>) {
  return (
    <Suspense>
      <PasswordField {...props} />
    </Suspense>
  );
}

export function LateTextField(props: ComponentProps<typeof TextField>) {
  return (
    <Suspense>
      <TextField {...props} />
    </Suspense>
  );
}
