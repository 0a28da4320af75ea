"use client";

import { usePathname } from "next/navigation";
import { LoadError } from "../hosts/load-error";
import { CrashBody, type CrashBodyProps } from "./crash-body";

/** In place of a page that failed: lists say that they could not be read, which is not the same as being empty. */
export function PanelCrash({ error, retry }: CrashBodyProps) {
  const path = usePathname();
  return path === "/activity" || path.startsWith("/hosts") ? (
    <LoadError digest={error.digest} what={path === "/activity" ? "activity" : "hosts"} />
  ) : (
    <div className="pt-16">
      <CrashBody error={error} retry={retry} />
    </div>
  );
}
