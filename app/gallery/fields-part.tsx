import { AreaField } from "@/components/ui/form/area-field";
import { CheckField } from "@/components/ui/form/check-field";
import { PasswordField, UsernameField } from "@/components/ui/form/password-field";
import { ChoiceStep, Pick } from "@/components/ui/form/pick";
import { SearchBox } from "@/components/ui/form/search-box";
import { SegmentedFilter } from "@/components/ui/form/segmented";
import { SelectField } from "@/components/ui/form/select-field";
import { TextField } from "@/components/ui/form/text-field";
import type { Say } from "./say";
import { Shown, State } from "./shown";
import { TrySegments } from "./try-forms";

export function FieldsPart({ say }: { say: Say }) {
  const name = say("Name", "名称");
  const password = say("Password", "密码");
  const shown = say("Show the password", "显示密码");
  return (
    <div className="sheet">
      <Shown
        name="AreaField, UsernameField"
        text={say(
          "Several lines; and the name that a browser keeps with a password, which nobody sees.",
          "多行输入框；以及随密码由浏览器保存的用户名（不显示）。",
        )}
      >
        <State of={say("ready", "就绪")}>
          <AreaField name="note" label={say("Note", "备注")} rows={3} />
          <UsernameField value="ann" />
        </State>
      </Shown>
      <Shown name="TextField" text={say("One line to type in.", "单行输入框。")}>
        <State of={say("empty, with a hint", "为空，带提示")}>
          <TextField name="a" label={name} hint={say("Up to 40 characters.", "最多 40 个字符。")} />
        </State>
        <State of={say("placeholder", "占位文字")}>
          <TextField name="b" label={name} placeholder="web01" />
        </State>
        <State of={say("filled", "已填写")}>
          <TextField name="c" label={name} defaultValue="web01" />
        </State>
        <State of={say("in focus", "有焦点")}>
          <TextField name="d" label={name} defaultValue="web01" data-force="focus" />
        </State>
        <State of={say("wrong", "有误")}>
          <TextField
            name="e"
            label={name}
            defaultValue="web_01"
            error={say("Letters, digits and dashes only.", "只能使用字母、数字和连字符。")}
          />
        </State>
        <State of={say("with a unit", "带单位")}>
          <TextField name="f" label={say("Memory", "内存")} defaultValue="8" unit="GB" inputMode="numeric" />
        </State>
        <State of={say("read-only", "只读")}>
          <TextField name="g" label={name} defaultValue="web01" readOnly />
        </State>
        <State of={say("switched off", "停用")}>
          <TextField name="h" label={name} defaultValue="web01" disabled />
        </State>
      </Shown>
      <Shown name="PasswordField" text={say("Can be shown while it is typed.", "输入时可以显示。")}>
        <State of={say("empty", "为空")}>
          <PasswordField name="pa" label={password} autoComplete="new-password" showLabel={shown} />
        </State>
        <State of={say("optional, with a hint", "选填，带提示")}>
          <PasswordField
            name="pb"
            label={password}
            autoComplete="new-password"
            showLabel={shown}
            hint={say("At least 12 characters.", "至少 12 个字符。")}
            optional
          />
        </State>
        <State of={say("wrong", "有误")}>
          <PasswordField
            name="pc"
            label={password}
            autoComplete="new-password"
            showLabel={shown}
            error={say("Too easy to guess.", "太容易被猜到。")}
          />
        </State>
      </Shown>
      <Shown name="SelectField" text={say("One of a list.", "从列表中选择一项。")}>
        <State of={say("chosen", "已选择")}>
          <SelectField
            name="area"
            label={say("Region", "地域")}
            value="fra"
            options={[
              ["fra", say("Frankfurt", "法兰克福")],
              ["sha", say("Shanghai", "上海")],
            ]}
          />
        </State>
        <State of={say("with a hint, long", "带提示，较长")}>
          <SelectField
            name="zone"
            label={say("Time zone", "时区")}
            hint={say("All times are shown in it.", "所有时间均按此时区显示。")}
            options={[
              [
                "",
                say(
                  "As the browser says: Europe/Berlin, two hours ahead of UTC",
                  "与浏览器一致：Europe/Berlin，比 UTC 早两小时",
                ),
              ],
            ]}
          />
        </State>
      </Shown>
      <Shown name="CheckField" text={say("A box to tick.", "复选框。")}>
        <State of={say("off", "未选中")}>
          <CheckField name="ca" label={say("Show the password", "显示密码")} />
        </State>
        <State of={say("on", "已选中")}>
          <CheckField name="cb" label={say("Keep a copy", "保留副本")} defaultChecked />
        </State>
        <State of={say("in focus", "有焦点")}>
          <span data-force-inside="focus-visible">
            <CheckField name="cc" label={say("Keep a copy", "保留副本")} />
          </span>
        </State>
      </Shown>
      <Shown name="Pick" text={say("One of several tiles.", "多个选项中的一项。")}>
        <State of={say("chosen, and not", "已选与未选")}>
          <Pick name="ia" value="1" defaultChecked>
            <span className="grid">
              <b>{say("None", "不设置")}</b>
              <small>{say("The system makes one.", "由系统生成。")}</small>
            </span>
          </Pick>
          <Pick name="ia" value="2">
            <span className="grid">
              <b>{say("My own", "自行设置")}</b>
              <small>{say("Set once the system runs.", "系统运行后设置。")}</small>
            </span>
          </Pick>
        </State>
        <State of={say("in one line", "单行")}>
          <Pick name="ib" value="1" defaultChecked>
            <span>Debian 13</span>
          </Pick>
          <Pick name="ib" value="2">
            <span>Windows Server 2025</span>
          </Pick>
        </State>
      </Shown>
      <Shown name="ChoiceStep" wide text={say("A numbered step of a choice.", "带编号的选择步骤。")}>
        <State of={say("a choice", "选择")}>
          <ChoiceStep n={1} title={say("System", "系统")}>
            <div className="grid gap-3 md:grid-cols-2">
              <Pick name="ic" value="1" defaultChecked>
                <span>Debian 13</span>
              </Pick>
              <Pick name="ic" value="2">
                <span>Ubuntu 26.04 LTS</span>
              </Pick>
            </div>
          </ChoiceStep>
        </State>
        <State of={say("fields, with a note", "输入框，带说明")}>
          <ChoiceStep
            n={2}
            title={name}
            note={<p className="text-ink-2">{say("It can be changed later.", "以后可以更改。")}</p>}
            fields
          >
            <div className="mt-3 max-w-sm">
              <TextField name="hostname" label={say("Host name", "主机名称")} />
            </div>
          </ChoiceStep>
        </State>
      </Shown>
      <Shown name="SearchBox" wide text={say("The one search of a list.", "列表的搜索框。")}>
        <State of={say("empty", "为空")}>
          <SearchBox
            label={say("Find hosts", "搜索主机")}
            placeholder={say("Name, address or customer", "名称、地址或客户")}
            value=""
            action="/gallery"
          />
        </State>
        <State of={say("filled", "已填写")}>
          <SearchBox
            label={say("Find other hosts", "搜索其他主机")}
            placeholder=""
            value="web01"
            action="/gallery"
            name="filled"
            clear={say("Clear search", "清除搜索")}
          />
        </State>
        <State of={say("what the page is for", "页面主要功能")}>
          <SearchBox
            label={say("Find anything", "全部搜索")}
            placeholder={say("Customer, host or address", "客户、主机或地址")}
            value=""
            action="/gallery"
            name="large"
            large
          />
        </State>
      </Shown>
      <Shown
        name="SegmentedFilter"
        wide
        text={say("One of a few, kept in the address.", "少数选项之一，保存在网址中。")}
      >
        <State of={say("with counts", "带数量")}>
          <SegmentedFilter
            label={say("Filter", "筛选")}
            segments={[
              { href: "/gallery?f=all", label: say("All", "全部"), count: 12, current: true },
              { href: "/gallery?f=run", label: say("Running", "运行中"), count: 9, current: false },
              { href: "/gallery?f=off", label: say("Off", "已关机"), count: 3, current: false },
            ]}
          />
        </State>
        <State of={say("without", "不带数量")}>
          <SegmentedFilter
            label={say("Range", "时间范围")}
            segments={[
              { href: "/gallery?r=1", label: say("24 h", "24 小时"), current: false },
              { href: "/gallery?r=7", label: say("7 d", "7 天"), current: true },
              { href: "/gallery?r=30", label: say("30 d", "30 天"), current: false },
            ]}
          />
        </State>
      </Shown>
      <Shown name="SegmentedForm" text={say("One of a few, sent at once.", "少数选项之一，选择后立即提交。")}>
        <State of={say("chosen", "已选择")}>
          <TrySegments />
        </State>
      </Shown>
    </div>
  );
}
