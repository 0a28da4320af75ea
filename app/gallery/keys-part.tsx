import { Button, type ButtonVariant } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { CopyButton } from "@/components/ui/copy-button";
import { Link } from "@/components/ui/link";
import { Address, CopyLine } from "@/components/ui/well";
import type { Say } from "./say";
import { Shown, State } from "./shown";
import { PendingKey } from "./try-forms";

const VARIANTS = Object.keys({
  default: true,
  primary: true,
  danger: true,
  ghost: true,
  inverse: true,
} satisfies Record<ButtonVariant, true>) as ButtonVariant[];

/** `data-force`: the picture is taken with it hovered, pressed or in focus (`e2e/shots/gallery.shots.spec.ts`). */
const FORCED = ["hover", "active", "focus-visible"] as const;

export function KeysPart({ say }: { say: Say }) {
  const start = say("Start", "开机");
  const copied = say("Copied", "已复制");
  return (
    <div className="sheet">
      <Shown name="Button" text={say("A button: raised, since it is pressed.", "按钮：凸起，表示可以按下。")}>
        {VARIANTS.map((variant) => (
          <State key={variant} of={variant}>
            <Button variant={variant}>{start}</Button>
            <Button variant={variant} icon="start">
              {start}
            </Button>
            <Button variant={variant} icon="more" aria-label={say("More", "更多")} />
            <Button variant={variant} icon="start" aria-disabled>
              {start}
            </Button>
          </State>
        ))}
        {FORCED.map((state) => (
          <State key={state} of={state}>
            {VARIANTS.map((variant) => (
              <Button key={variant} variant={variant} data-force={state}>
                {start}
              </Button>
            ))}
          </State>
        ))}
        <State of={say("several in one rim", "一组按钮")}>
          <div className="keys">
            <Button icon="start" aria-disabled>
              {start}
            </Button>
            <Button icon="again">{say("Restart", "重启")}</Button>
            <Button icon="stop">{say("Stop", "关机")}</Button>
          </div>
        </State>
      </Shown>
      <Shown
        name="SubmitButton"
        text={say(
          "Sends the form around it, and can’t be pressed again meanwhile.",
          "提交所在的表单，提交期间不能再次按下。",
        )}
      >
        <State of={say("ready", "就绪")}>
          <PendingKey variant="primary" text={say("Save", "保存")} />
        </State>
        <State of={say("on its way, once pressed", "按下后：提交中")}>
          <span data-press>
            <PendingKey variant="primary" text={say("Save", "保存")} />
          </span>
        </State>
      </Shown>
      <Shown name="ButtonLink" text={say("A link that looks like a key.", "外观与按钮相同的链接。")}>
        {VARIANTS.map((variant) => (
          <State key={variant} of={variant}>
            <ButtonLink href="/gallery" variant={variant} icon="plus">
              {say("Create host", "创建主机")}
            </ButtonLink>
          </State>
        ))}
        <State of={say("file", "文件")}>
          <ButtonLink href="/icon.svg" icon="download" download>
            {say("Download", "下载")}
          </ButtonLink>
        </State>
      </Shown>
      <Shown name="Link" text={say("A link within the panel.", "面板内的链接。")}>
        <State of={say("in a text", "在文字中")}>
          <p>
            {say("More on ", "更多内容见")}
            <Link href="/gallery">{say("Connection", "连接")}</Link>
            {say(".", "。")}
          </p>
        </State>
      </Shown>
      <Shown
        name="CopyButton"
        text={say("Copies, and says so until the pointer leaves.", "复制，并提示已复制，直到指针离开。")}
      >
        <State of={say("bare", "仅图标")}>
          <CopyButton value="203.0.113.24" label={say("Copy address", "复制地址")} copied={copied} />
        </State>
        <State of={say("with text", "带文字")}>
          <CopyButton
            value="203.0.113.24"
            label={say("Copy the address", "复制此地址")}
            copied={copied}
            text={say("Copy", "复制")}
          />
        </State>
        <State of={say("copied", "已复制")}>
          <span data-press>
            <CopyButton
              value="203.0.113.24"
              label={say("Copy address again", "再次复制地址")}
              copied={copied}
              text={say("Copy", "复制")}
            />
          </span>
        </State>
      </Shown>
      <Shown name="CopyLine" wide text={say("A line to read and copy.", "供阅读和复制的一行。")}>
        <State of={say("short", "短")}>
          <CopyLine
            value="ssh -p 40022 root@203.0.113.24"
            copyLabel={say("Copy the line", "复制此行")}
            copied={copied}
            copyText={say("Copy", "复制")}
          />
        </State>
        <State of={say("long", "长")}>
          <CopyLine
            value="otpauth://totp/Halden:northwind?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Halden&period=30&digits=6"
            copyLabel={say("Copy the long line", "复制此长行")}
            copied={copied}
            copyText={say("Copy", "复制")}
          />
        </State>
      </Shown>
      <Shown name="Address" text={say("An address in a line of facts.", "一行信息中的地址。")}>
        <State of="IPv4">
          <Address value="203.0.113.24" copyLabel={say("Copy IPv4", "复制 IPv4")} copied={copied} />
        </State>
        <State of="IPv6">
          <Address value="2001:db8:30::24" copyLabel={say("Copy IPv6", "复制 IPv6")} copied={copied} />
        </State>
      </Shown>
    </div>
  );
}
