import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Disclosure } from "@/components/ui/disclosure";
import { EmptyState } from "@/components/ui/empty-state";
import { Figure, Figures } from "@/components/ui/figures";
import { FieldGrid, FormSection } from "@/components/ui/form/form-section";
import { PageIndex } from "@/components/ui/form/page-index";
import { TextField } from "@/components/ui/form/text-field";
import { Meter } from "@/components/ui/meter";
import { NoticeLine } from "@/components/ui/notice-line";
import type { Say } from "./say";
import { Shown, State } from "./shown";

export function SurfacesPart({ say }: { say: Say }) {
  return (
    <div className="sheet gallery-sheet">
      <Shown name="NoticeLine" wide text={say("One line on a quiet tint.", "浅色底上的一行提示。")}>
        <State of="run">
          <NoticeLine tone="run">{say("Saved.", "已保存。")}</NoticeLine>
        </State>
        <State of="busy">
          <NoticeLine tone="busy">
            {say(
              "The panel is served by plain HTTP: passwords and cookies can be read on the way. Use https.",
              "面板通过 HTTP 提供服务：密码和 Cookie 可能在途中被读取。请使用 https。",
            )}
          </NoticeLine>
        </State>
        <State of="alert">
          <NoticeLine tone="alert">
            <b>{say("web01 was not started.", "web01 未开机。")}</b>{" "}
            {say("Refused: “Node is full”", "被拒绝：“节点已满”")}
          </NoticeLine>
        </State>
        <State of="off">
          <NoticeLine tone="off">{say("Nobody has looked yet.", "尚未检测。")}</NoticeLine>
        </State>
        <State of={say("with a key", "带按钮")}>
          <NoticeLine tone="busy">
            {say("A shorter list is held back.", "较短的列表被暂停采用。")}{" "}
            <Button>{say("Accept", "采用")}</Button>
          </NoticeLine>
        </State>
      </Shown>
      <Shown
        name="EmptyState"
        wide
        text={say("Nothing here, no match, or an error.", "暂无内容、无匹配或出错。")}
      >
        <State of={say("nothing here", "暂无内容")}>
          <EmptyState
            title={say("No snapshots yet", "暂无快照")}
            text={say("A snapshot keeps the disk as it is now.", "快照保存磁盘当前的内容。")}
          />
        </State>
        <State of={say("with what to do", "带下一步")}>
          <EmptyState
            title={say("No host matches", "没有匹配的主机")}
            text={say("Searched for “wbe”.", "搜索：“wbe”。")}
          >
            <ButtonLink href="/gallery" icon="cross">
              {say("Clear the search", "清除搜索")}
            </ButtonLink>
            <ButtonLink href="/gallery" variant="ghost">
              {say("All hosts", "全部主机")}
            </ButtonLink>
          </EmptyState>
        </State>
        <State of={say("an error", "出错")}>
          <EmptyState
            tone="alert"
            shape="crossed"
            title={say("This page could not be loaded", "无法加载此页面")}
            text={say("Nothing was changed.", "未做任何修改。")}
          />
        </State>
      </Shown>
      <Shown name="FormSection, FieldGrid" wide text={say("A part of a form’s page.", "表单页面的一部分。")}>
        <State of={say("with two fields", "两个输入框")}>
          <FormSection
            title={say("Links", "链接")}
            text={say("Where customers pay and ask for help.", "客户付款和寻求帮助的地址。")}
          >
            <FieldGrid>
              <TextField
                name="support"
                label={say("Support", "客服")}
                defaultValue="https://halden.example"
              />
              <TextField name="order" label={say("Order", "订购")} />
            </FieldGrid>
          </FormSection>
        </State>
        <State of={say("dense", "紧凑")}>
          <FieldGrid dense>
            <TextField name="disk" label={say("Disk", "硬盘")} unit="GB" />
            <TextField name="read" label={say("Read", "读取")} unit="MB/s" />
            <TextField name="write" label={say("Write", "写入")} unit="MB/s" />
          </FieldGrid>
        </State>
      </Shown>
      <Shown name="Figures, Figure" wide text={say("Numbers beside each other.", "并列的数字。")}>
        <State of={say("framed", "带边框")}>
          <Figures framed>
            <Figure label={say("Hosts", "主机")} value={1204} href="/gallery" />
            <Figure
              label={say("Failing", "异常")}
              value={3}
              tone="alert"
              shape="crossed"
              asks
              note={say("newest 4 min ago", "最近 4 分钟前")}
            />
            <Figure label={say("In progress", "进行中")} value={0} tone="busy" shape="arc" asks />
            <Figure label={say("Slowest answer", "最慢响应")} value={412} unit="ms" />
            <Figure label={say("Not known", "未知")} value={null} />
          </Figures>
        </State>
        <State of={say("under something else", "位于其他内容之下")}>
          <Figures ruled>
            <Figure label="CPU" value={12} unit="%" />
            <Figure label={say("Memory", "内存")} value={3} unit="GB" />
          </Figures>
        </State>
      </Shown>
      <Shown name="PageIndex" wide text={say("The parts of a long page.", "长页面的目录。")}>
        <State of={say("two parts", "两个部分")}>
          <PageIndex
            label={say("Contents", "目录")}
            parts={[
              ["gallery-links", say("Links", "链接")],
              ["gallery-plans", say("Plans", "套餐")],
            ]}
          />
        </State>
      </Shown>
      <Shown name="Meter" wide text={say("Used of allowed.", "已用与上限。")}>
        {([0, 412, 920, 1000] as const).map((used) => (
          <State key={used} of={`${used} / 1000 GB`}>
            <Meter used={used} limit={1000} label={`${used} / 1000 GB`} />
          </State>
        ))}
        <State of={say("tall", "较高")}>
          <Meter used={412} limit={1000} label={say("412 of 1,000 GB", "412 / 1,000 GB")} tall />
        </State>
        <State of={say("work that is done when full", "满即完成")}>
          <Meter used={1000} limit={1000} label={say("All invited", "已全部邀请")} work />
        </State>
      </Shown>
      <Shown
        name="Disclosure"
        wide
        text={say("What is rarely wanted, behind a line.", "不常用的内容，收在一行之后。")}
      >
        <State of={say("closed", "收起")}>
          <Disclosure title={say("Diagnostics", "诊断")} note={say("columns and times", "列与时间")}>
            <p>hyper.userid</p>
          </Disclosure>
        </State>
        <State of={say("open", "展开")}>
          <Disclosure title={say("Raw data", "原始数据")} open>
            <code>{'{"id":"101"}'}</code>
          </Disclosure>
        </State>
        <State of={say("as a key", "按键样式")}>
          <Disclosure title={say("New schedule", "新建任务")} asButton={{ variant: "default", icon: "plus" }}>
            <p>{say("Its form", "表单")}</p>
          </Disclosure>
        </State>
      </Shown>
    </div>
  );
}
