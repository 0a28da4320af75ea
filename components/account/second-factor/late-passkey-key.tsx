"use client";

import { type ComponentProps, lazy, Suspense } from "react";

// Every page of a view carries it and almost nobody presses it: its script comes when it is drawn. A function around what is
// lazy, since a reference from the server's side may not be lazy itself.
const PasskeyKey = lazy(() => import("./passkey-key").then((key) => ({ default: key.PasskeyKey })));

export function LatePasskeyKey(props: ComponentProps<typeof PasskeyKey>) {
  return (
    <Suspense>
      <PasskeyKey {...props} />
    </Suspense>
  );
}
