"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { LiveConnection } from "@/components/hosts/live/live-connection";
import { openTabGroup } from "@/components/hosts/live/tab-group";
import { ring } from "@/components/shell/bell-count";

interface ActivityLiveProps {
  /** Stands for the session, and opens nothing. */
  session: string;
  /** Of the list as the page shows it. */
  mark: string;
  /** Whose list it is; null: the customer's own, of all hosts. */
  host: string | null;
}

/** One operation tells of itself more than once in a moment. */
const TOGETHER_MS = 150;

/** Has the server draw the list anew when the stream's mark isn't the page's: what begins or ends is seen at once. */
export function ActivityLive({ session, mark, host }: ActivityLiveProps) {
  const { refresh } = useRouter();
  const shown = useRef(mark);
  useEffect(() => {
    shown.current = mark;
  }, [mark]);
  useEffect(() => {
    let soon: ReturnType<typeof setTimeout> | undefined;
    const redraw = () => {
      clearTimeout(soon);
      soon = setTimeout(refresh, TOGETHER_MS);
    };
    const connection = new LiveConnection(
      {
        event(event) {
          if (event.event === "end") {
            // Signed out, or no longer let in: the page says which.
            location.reload();
          } else if (event.event === "activity") {
            const told = host === null ? event.data.own : event.data.host;
            if (told !== null && told !== shown.current) {
              redraw();
            }
          } else if (event.event === "bell") {
            ring(event.data.unread);
          }
        },
        lost: () => undefined,
        missed: redraw,
      },
      openTabGroup(session),
    );
    const stop = connection.start();
    connection.watch({ open: host, list: [], activity: true });
    return () => {
      stop();
      clearTimeout(soon);
    };
  }, [session, host, refresh]);
  return null;
}
