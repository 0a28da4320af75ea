"use client";

import { LateLoadError } from "@/components/hosts/late-load-error";

export default function HostsError({ error }: { error: Error & { digest?: string } }) {
  return <LateLoadError digest={error.digest} />;
}
