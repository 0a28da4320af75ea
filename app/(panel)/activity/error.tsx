"use client";

import { LateLoadError } from "@/components/hosts/late-load-error";

export default function ActivityError({ error }: { error: Error & { digest?: string } }) {
  return <LateLoadError digest={error.digest} what="activity" />;
}
