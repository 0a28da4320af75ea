"use client";

import { useLocale } from "next-intl";
import { Button, buttonClass } from "@/components/ui/button";
import { TextField } from "@/components/ui/form/text-field";
import { Icon } from "@/components/ui/icon";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { Dialog, DialogButton } from "@/components/ui/overlay/dialog";
import { Menu, MenuItem } from "@/components/ui/overlay/menu";
import { showToast, ToastRegion } from "@/components/ui/overlay/toast";
import { sayIn } from "./say";
import { Shown, State } from "./shown";

/** Nothing leaves the page. */
const NONE = { result: null, pending: false, asked: false, run: () => {} };

export function OverlaysPart() {
  const locale = useLocale();
  const say = sayIn(locale);
  const cancel = say("Cancel", "取消");
  const stop = say("Force stop", "强制关机");
  const remove = say("Delete", "删除");
  const transfer = say("Transfer", "过户");
  return (
    <div className="sheet">
      <Shown
        name="ConfirmDialog, DialogButton"
        text={say("Asks once, in the words of the key that asks.", "询问一次，文字与触发按钮相同。")}
      >
        <State of={say("with what will be lost", "列出将丢失的内容")}>
          <DialogButton dialog="gallery-lost" does="show-modal" icon="bolt" data-shot="question">
            {stop}
          </DialogButton>
        </State>
        <State of={say("with a name to type", "需要输入名称")}>
          <DialogButton dialog="gallery-typed" does="show-modal" icon="trash" data-shot="typed">
            {remove}
          </DialogButton>
        </State>
      </Shown>
      <Shown name="Dialog" text={say("For a few fields.", "用于少量输入框。")}>
        <State of={say("with a field", "带输入框")}>
          <DialogButton dialog="gallery-dialog" does="show-modal" icon="swap" data-shot="dialog">
            {transfer}
          </DialogButton>
        </State>
      </Shown>
      <Shown name="Menu, MenuItem" text={say("What is done less often.", "不常用的操作。")}>
        <State of={say("every kind of item", "各种菜单项")}>
          <Menu
            label={say("More actions", "更多操作")}
            trigger={<Icon name="more" />}
            triggerClass={buttonClass({}, true)}
            hook="shot-menu"
          >
            <MenuItem icon="console">{say("Open console", "打开远程控制台")}</MenuItem>
            <MenuItem icon="again" note={say("Asks the system in the host", "由主机内的系统执行")}>
              {say("Restart", "重启")}
            </MenuItem>
            <MenuItem icon="start" blocked={say("Already running.", "主机已在运行。")}>
              {say("Start", "开机")}
            </MenuItem>
            <hr />
            <MenuItem checked={locale === "en"}>English</MenuItem>
            <MenuItem checked={locale === "zh-CN"}>简体中文</MenuItem>
            <hr />
            <MenuItem icon="trash" danger note={say("Its disks are lost", "磁盘将丢失")}>
              {remove}
            </MenuItem>
          </Menu>
        </State>
      </Shown>
      <Shown name="ToastRegion" text={say("Says what happened elsewhere.", "提示其他地方发生的事情。")}>
        <State of={say("three at most, eight seconds", "最多三条，各八秒")}>
          <Button
            data-shot="toasts"
            onClick={() => {
              showToast({
                tone: "run",
                shape: "ring-lit",
                text: say("web01 is running.", "web01 正在运行。"),
              });
              showToast({
                tone: "busy",
                shape: "triangle",
                text: say("It isn’t certain that web01 has restarted.", "不确定 web01 是否已重启。"),
              });
              showToast({
                tone: "alert",
                shape: "crossed",
                text: say("db01 was not started. Refused: “Node is full”", "db01 未开机。被拒绝：“节点已满”"),
              });
            }}
          >
            {say("Show them", "显示")}
          </Button>
        </State>
      </Shown>
      <ConfirmDialog
        id="gallery-lost"
        title={say("Force stop web01?", "强制关机 web01？")}
        text={say("The power is cut.", "将直接切断电源。")}
        lost={[
          say("Unsaved data is lost.", "未保存的数据会丢失。"),
          say("Files can be damaged.", "文件可能损坏。"),
        ]}
        confirm={stop}
        cancel={cancel}
        answer={NONE}
        danger
      />
      <ConfirmDialog
        id="gallery-typed"
        title={say("Delete web01?", "删除 web01？")}
        text={say("It can’t be brought back.", "删除后无法恢复。")}
        typed={{ label: say("Type web01 to confirm", "输入 web01 以确认"), expected: "web01" }}
        confirm={remove}
        cancel={cancel}
        answer={NONE}
        danger
      />
      <Dialog id="gallery-dialog" title={say("Transfer web01", "过户 web01")}>
        <div className="mt-4 grid gap-4">
          <TextField name="to" label={say("New customer number", "新客户编号")} />
        </div>
        <div className="dialog-keys">
          <DialogButton dialog="gallery-dialog" does="close" variant="ghost">
            {cancel}
          </DialogButton>
          <DialogButton dialog="gallery-dialog" does="close" variant="primary">
            {transfer}
          </DialogButton>
        </div>
      </Dialog>
      <ToastRegion closeLabel={say("Close", "关闭")} />
    </div>
  );
}
