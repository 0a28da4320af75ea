"use client";

import type { HostFormAction } from "../operate/use-host-operation";
import { PasswordZone } from "./password-zone";
import { RemotePortZone } from "./remote-port-zone";

interface AccessPageProps {
  actions: Record<"resetPassword" | "changeRemotePort", HostFormAction>;
}

export function AccessPage({ actions }: AccessPageProps) {
  return (
    <div className="host-body">
      <div>
        <PasswordZone action={actions.resetPassword} />
      </div>
      <div>
        <RemotePortZone action={actions.changeRemotePort} />
      </div>
    </div>
  );
}
