"use client";

import { PasswordCard } from "./password-card";
import { RemotePortCard } from "./remote-port-card";

export function AccessPage() {
  return (
    <div className="host-body">
      <div>
        <PasswordCard />
      </div>
      <div>
        <RemotePortCard />
      </div>
    </div>
  );
}
