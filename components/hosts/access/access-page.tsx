"use client";

import type { HostFormAction } from "../operate/use-host-operation";
import { PasswordCard } from "./password-card";
import { RemotePortCard } from "./remote-port-card";

interface AccessPageProps {
  actions: Record<"resetPassword" | "changeRemotePort", HostFormAction>;
}

export function AccessPage({ actions }: AccessPageProps) {
  return (
    <div className="host-body">
      <div>
        <PasswordCard action={actions.resetPassword} />
      </div>
      <div>
        <RemotePortCard action={actions.changeRemotePort} />
      </div>
    </div>
  );
}
