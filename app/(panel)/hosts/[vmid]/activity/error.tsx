"use client";

import { LoadError } from "@/components/hosts/load-error";

export default function HostActivityError({ error }: { error: Error & { digest?: string } }) {
  return <LoadError digest={error.digest} what="activity" />;
}
