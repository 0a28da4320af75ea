import { Button } from "@/components/ui/button";
import { ListBody } from "@/components/ui/list/list-body";
import { type ListRow, ListTable, RowLink } from "@/components/ui/list/list-table";
import { Marked } from "@/components/ui/list/marked";
import { TableCard } from "@/components/ui/list/table-card";
import { Mark } from "@/components/ui/mark";
import "@/components/ui/list/list-wide.css";
import type { Say } from "./say";
import { Shown, State } from "./shown";
import "@/components/ui/list/sort-heads.css";
import "@/components/ui/list/list-fixed.css";
import "@/components/admin/lists/filter-bar.css";

const HOSTS = [
  ["web01", "203.0.113.24", "Debian 13", true],
  ["db01", "203.0.113.25", "Windows Server 2025", false],
  ["a-host-with-a-rather-long-name-01", "2001:db8:30::24", "Ubuntu 26.04 LTS", true],
] as const;

const NODES = [
  ["fra1-hv01", 10, "256 GB"],
  ["fra1-hv02", 2, "64 GB"],
] as const;

function rowsOf(say: Say, keys: boolean): ListRow[] {
  return HOSTS.map(([name, address, system, runs]) => ({
    key: name,
    cells: [
      <RowLink key="name" href="/gallery">
        {name}
      </RowLink>,
      runs ? (
        <Mark key="state" tone="run" shape="ring-lit" word={say("Running", "运行中")} />
      ) : (
        <Mark
          key="state"
          tone="alert"
          shape="octagon"
          word={say("Suspended", "已停用")}
          note={say("2 d", "2 天")}
        />
      ),
      <span key="address" className="mono">
        {address}
      </span>,
      keys ? (
        <Button key="key" icon="cross">
          {say("End", "结束")}
        </Button>
      ) : (
        system
      ),
    ],
  }));
}

export function ListsPart({ say }: { say: Say }) {
  const hosts = say("Hosts", "主机");
  const [name, state, address] = [say("Name", "名称"), say("State", "状态"), say("Address", "地址")];
  const system = say("System", "系统");
  return (
    <div className="sheet gallery-sheet">
      <Shown
        name="ListTable, RowLink"
        wide
        text={say("The one table; a click in a row opens it.", "统一的表格；点击行即可打开。")}
      >
        <State of={say("labelled values on a phone", "手机上显示为带标签的值")}>
          <ListTable label={hosts} columns={[name, state, address, system]} rows={rowsOf(say, false)} />
        </State>
        <State of={say("lines on a phone, sorted", "手机上显示为行，已排序")}>
          <ListTable
            label={say("Sorted hosts", "已排序的主机")}
            columns={[
              { name, percent: 35, phone: "left", sort: { href: "/gallery?s=n", order: "ascending" } },
              { name: state, percent: 20, phone: "right", sort: { href: "/gallery?s=s", order: null } },
              { name: address, percent: 25, phone: "left" },
              { name: system, percent: 20 },
            ]}
            rows={rowsOf(say, false)}
            wide
            fixed
          />
        </State>
        <State of={say("in groups, with keys last", "分组，末列为按钮")}>
          <ListTable
            label={say("Grouped hosts", "已分组的主机")}
            columns={[name, state, address, say("Keys", "操作")]}
            groups={[
              { title: say("Frankfurt", "法兰克福"), rows: rowsOf(say, true).slice(0, 2) },
              { title: say("Shanghai", "上海"), rows: rowsOf(say, true).slice(2) },
            ]}
            wide
            keysLast
          />
        </State>
        <State of={say("figures, with sums of a group", "数字列，含分组合计")}>
          <ListTable
            label={say("Nodes", "节点")}
            columns={[
              { name, percent: 35, phone: "left" },
              { name: state, percent: 25, phone: "right" },
              { name: hosts, percent: 20, phone: "figure", numeric: true },
              { name: say("Memory free", "空闲内存"), phone: "figure", numeric: true },
            ]}
            groups={[
              {
                title: say("Frankfurt", "法兰克福"),
                note: say("Main site", "主站点"),
                sums: [12, "320 GB"],
                rows: NODES.map(([node, count, free]) => ({
                  key: node,
                  cells: [
                    <b key="name">{node}</b>,
                    <Mark key="state" tone="run" shape="check" word={say("In service", "正常")} />,
                    count,
                    free,
                  ],
                })),
              },
            ]}
            wide
          />
        </State>
      </Shown>
      <Shown name="ListBody" wide text={say("Rows of a table that stands alone.", "独立表格中的各行。")}>
        <State of={say("a row that leads on", "可打开的行")}>
          <table className="list" aria-label={say("One host", "一台主机")}>
            <ListBody>
              <tr>
                <td>
                  <RowLink href="/gallery">web01</RowLink>
                </td>
                <td>203.0.113.24</td>
              </tr>
            </ListBody>
          </table>
        </State>
      </Shown>
      <Shown
        name="Marked"
        wide
        text={say("What was looked for, in what was found.", "在结果中标出查找的文字。")}
      >
        <State of={say("two words of a search", "查找两个词")}>
          <ListTable
            label={say("Found hosts", "找到的主机")}
            columns={[name, system]}
            rows={[
              {
                key: "found",
                cells: [
                  <Marked key="name" text="web01" words="web debian" />,
                  <Marked key="system" text="Debian 13" words="web debian" />,
                ],
              },
            ]}
          />
        </State>
      </Shown>
      <TableCard
        title="TableCard"
        count={3}
        note={say("A named part with a table as wide as the sheet.", "带标题、表格与页面同宽的部分。")}
        aside={<Button icon="plus">{say("Create host", "创建主机")}</Button>}
      >
        <ListTable
          label={say("Wide hosts", "全宽主机列表")}
          columns={[name, state, address, system]}
          rows={rowsOf(say, false)}
          wide
        />
      </TableCard>
    </div>
  );
}
