import { Icon } from "@/components/ui/icon";
import { StackBar } from "@/components/ui/list/stack-bar";
import { Timeline, TimelineItem } from "@/components/ui/list/timeline";
import { Drawer } from "@/components/ui/overlay/drawer";
import type { Say } from "./say";
import { Shown, State } from "./shown";

/** What tells of many things, or of one in full. */
export function ToldPart({ say }: { say: Say }) {
  return (
    <div className="sheet">
      <Shown
        name="Timeline, TimelineItem"
        wide
        text={say("What happened, newest first.", "按时间倒序的事件。")}
      >
        <State of={say("two days, with a note", "两天，含备注")}>
          <Timeline
            label={say("Timeline", "时间线")}
            days={[
              {
                title: say("Today", "今天"),
                items: [
                  <TimelineItem
                    key="done"
                    lead={<Icon name="check" small />}
                    tone="ok"
                    text={say("web01 restarted", "web01 已重启")}
                    sub="alice"
                    meta="08:21"
                  />,
                  <TimelineItem
                    key="note"
                    lead={<Icon name="pencil" small />}
                    text={say("support added a note", "support 添加备注")}
                    meta="08:20"
                    note={say("Call accounting first.", "请先联系财务。")}
                  />,
                ],
              },
              {
                title: say("Yesterday", "昨天"),
                items: (
                  <TimelineItem
                    lead={<Icon name="cross" small />}
                    tone="bad"
                    text={say("staging: set-up failed", "staging：安装失败")}
                    meta="12:44"
                  />
                ),
              },
            ]}
          />
        </State>
      </Shown>
      <Shown name="StackBar" wide text={say("Shares of one whole.", "整体中各部分的占比。")}>
        <State of={say("a fleet", "所有主机")}>
          <StackBar
            title={<b>{say("248 hosts", "248 台主机")}</b>}
            parts={[
              {
                ...{ key: "running", label: say("Running", "运行中"), value: 221, count: "221" },
                ...{ href: "/gallery", tone: "ok" },
              },
              {
                ...{ key: "failed", label: say("Failed", "失败"), value: 3, count: "3" },
                ...{ href: "/gallery", tone: "bad" },
              },
            ]}
          />
        </State>
      </Shown>
      <Shown name="Drawer" text={say("One row of a list in full.", "列表中一行的完整内容。")}>
        <State of={say("in a frame of its own", "在独立的框中")}>
          {/* What is fixed stands in this frame and not in the window. */}
          <div className="relative h-80 overflow-hidden [transform:translate(0)]">
            <Drawer
              title={say("Restart · web01", "重启 · web01")}
              facts={["Northwind Ltd", "alice"]}
              close={{ href: "/gallery", label: say("Close", "关闭") }}
            >
              <p>{say("What happened, step by step.", "逐步的过程。")}</p>
            </Drawer>
          </div>
        </State>
      </Shown>
    </div>
  );
}
