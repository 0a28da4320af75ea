import type { CONSOLE_KINDS, CustomerKind } from "../../../lib/operations/command-rules";

export type ConsoleKind = (typeof CONSOLE_KINDS)[number];
export type Language = "en" | "zh";

/** What the panel calls a kind, and says while it goes, when it was done, was not, and when nobody knows; % is the host. */
interface Said {
  name: string;
  inProgress: string;
  done: string;
  notDone: string;
  unconfirmed: string;
}

const said = (
  name: string,
  inProgress: string,
  done: string,
  notDone: string,
  unconfirmed: string,
): Said => ({
  name,
  inProgress,
  done,
  notDone,
  unconfirmed,
});

/** Scripts rely on these words, so they are written down here and not taken from the message files. */
export const KIND_WORDS: Record<Language, Record<CustomerKind, Said>> = {
  en: {
    start: said(
      "Start",
      "Starting",
      "% has started.",
      "% did not start.",
      "It isn’t certain that % has started.",
    ),
    stop: said(
      "Stop",
      "Stopping",
      "% has stopped.",
      "% did not stop.",
      "It isn’t certain that % has stopped.",
    ),
    restart: said(
      "Restart",
      "Restarting",
      "% has restarted.",
      "% did not restart.",
      "It isn’t certain that % has restarted.",
    ),
    "force-stop": said(
      "Force stop",
      "Forcing a stop",
      "% was forced to stop.",
      "% was not forced to stop.",
      "It isn’t certain that % was forced to stop.",
    ),
    "force-restart": said(
      "Force restart",
      "Forcing a restart",
      "% was forced to restart.",
      "% was not forced to restart.",
      "It isn’t certain that % was forced to restart.",
    ),
    reinstall: said(
      "Reinstall",
      "Reinstalling",
      "% has been reinstalled.",
      "% was not reinstalled.",
      "It isn’t certain that % was reinstalled.",
    ),
    "create-snapshot": said(
      "Create snapshot",
      "Creating a snapshot",
      "A snapshot of % was created.",
      "No snapshot of % was created.",
      "It isn’t certain that a snapshot of % was created.",
    ),
    "restore-snapshot": said(
      "Restore snapshot",
      "Restoring a snapshot",
      "% was restored to the snapshot.",
      "% was not restored.",
      "It isn’t certain that % was restored.",
    ),
    "delete-snapshot": said(
      "Delete snapshot",
      "Deleting a snapshot",
      "The snapshot of % was deleted.",
      "The snapshot of % was not deleted.",
      "It isn’t certain that the snapshot of % was deleted.",
    ),
    "mount-medium": said(
      "Mount ISO image",
      "Mounting an ISO image",
      "ISO image mounted on %.",
      "The ISO image was not mounted on %.",
      "It isn’t certain that the ISO image is mounted on %.",
    ),
    "eject-medium": said(
      "Eject ISO image",
      "Ejecting the ISO image",
      "ISO image ejected from %.",
      "The ISO image was not ejected from %.",
      "It isn’t certain that the ISO image was ejected from %.",
    ),
    "add-port": said(
      "Add port",
      "Adding a port",
      "The port leads to %.",
      "The port was not added to %.",
      "It isn’t certain that the port was added to %.",
    ),
    "remove-port": said(
      "Remove port",
      "Removing a port",
      "The port no longer leads to %.",
      "The port of % was not removed.",
      "It isn’t certain that the port of % was removed.",
    ),
    "bind-domain": said(
      "Bind domain",
      "Binding a domain",
      "The domain leads to %.",
      "The domain was not bound to %.",
      "It isn’t certain that the domain was bound to %.",
    ),
    "unbind-domain": said(
      "Unbind domain",
      "Unbinding a domain",
      "The domain no longer leads to %.",
      "The domain of % was not unbound.",
      "It isn’t certain that the domain of % was unbound.",
    ),
    "reapply-addresses": said(
      "Re-apply addresses",
      "Re-applying addresses",
      "The addresses of % were applied again.",
      "The addresses of % were not applied again.",
      "It isn’t certain that the addresses of % were applied again.",
    ),
    "reset-password": said(
      "Reset password",
      "Resetting the password",
      "The password of % was reset.",
      "The password of % was not reset.",
      "It isn’t certain that the password of % was reset.",
    ),
    "change-remote-port": said(
      "Change remote port",
      "Changing the remote port",
      "The remote port of % was changed.",
      "The remote port of % was not changed.",
      "It isn’t certain that the remote port of % was changed.",
    ),
    "open-console": said(
      "Open console",
      "Opening the console",
      "The console of % was opened.",
      "The console of % was not opened.",
      "It isn’t certain that the console of % was opened.",
    ),
    "end-console": said(
      "End console session",
      "Ending the console session",
      "The console session of % was ended.",
      "The console session of % was not ended.",
      "It isn’t certain that the console session of % was ended.",
    ),
  },
  zh: {
    start: said("开机", "正在开机", "% 已开机。", "% 未能开机。", "无法确认 % 是否已开机。"),
    stop: said("关机", "正在关机", "% 已关机。", "% 未能关机。", "无法确认 % 是否已关机。"),
    restart: said("重启", "正在重启", "% 已重启。", "% 未能重启。", "无法确认 % 是否已重启。"),
    "force-stop": said(
      "强制关机",
      "正在强制关机",
      "% 已强制关机。",
      "% 未能强制关机。",
      "无法确认 % 是否已强制关机。",
    ),
    "force-restart": said(
      "强制重启",
      "正在强制重启",
      "% 已强制重启。",
      "% 未能强制重启。",
      "无法确认 % 是否已强制重启。",
    ),
    reinstall: said(
      "重装系统",
      "正在重装系统",
      "% 已重装系统。",
      "% 未能重装系统。",
      "无法确认 % 是否已重装系统。",
    ),
    "create-snapshot": said(
      "创建快照",
      "正在创建快照",
      "% 的快照已创建。",
      "% 的快照未能创建。",
      "无法确认 % 的快照是否已创建。",
    ),
    "restore-snapshot": said(
      "回滚快照",
      "正在回滚快照",
      "% 已回滚到快照。",
      "% 未能回滚。",
      "无法确认 % 是否已回滚到快照。",
    ),
    "delete-snapshot": said(
      "删除快照",
      "正在删除快照",
      "% 的快照已删除。",
      "% 的快照未能删除。",
      "无法确认 % 的快照是否已删除。",
    ),
    "mount-medium": said(
      "挂载 ISO 镜像",
      "正在挂载 ISO 镜像",
      "% 已挂载 ISO 镜像。",
      "% 的 ISO 镜像未能挂载。",
      "无法确认 % 是否已挂载 ISO 镜像。",
    ),
    "eject-medium": said(
      "弹出 ISO 镜像",
      "正在弹出 ISO 镜像",
      "% 的 ISO 镜像已弹出。",
      "% 的 ISO 镜像未能弹出。",
      "无法确认 % 的 ISO 镜像是否已弹出。",
    ),
    "add-port": said(
      "添加端口映射",
      "正在添加端口映射",
      "% 的端口映射已添加。",
      "% 的端口映射未能添加。",
      "无法确认 % 的端口映射是否已添加。",
    ),
    "remove-port": said(
      "移除端口映射",
      "正在移除端口映射",
      "% 的端口映射已移除。",
      "% 的端口映射未能移除。",
      "无法确认 % 的端口映射是否已移除。",
    ),
    "bind-domain": said(
      "绑定域名",
      "正在绑定域名",
      "% 的域名已绑定。",
      "% 的域名未能绑定。",
      "无法确认 % 的域名是否已绑定。",
    ),
    "unbind-domain": said(
      "解绑域名",
      "正在解绑域名",
      "% 的域名已解绑。",
      "% 的域名未能解绑。",
      "无法确认 % 的域名是否已解绑。",
    ),
    "reapply-addresses": said(
      "重新下发 IP",
      "正在重新下发 IP",
      "% 的 IP 已重新下发。",
      "% 的 IP 未能重新下发。",
      "无法确认 % 的 IP 是否已重新下发。",
    ),
    "reset-password": said(
      "重置密码",
      "正在重置密码",
      "% 的密码已重置。",
      "% 的密码未能重置。",
      "无法确认 % 的密码是否已重置。",
    ),
    "change-remote-port": said(
      "更改远程端口",
      "正在更改远程端口",
      "% 的远程端口已更改。",
      "% 的远程端口未能更改。",
      "无法确认 % 的远程端口是否已更改。",
    ),
    "open-console": said(
      "打开远程控制台",
      "正在打开远程控制台",
      "% 的远程控制台已打开。",
      "% 的远程控制台未能打开。",
      "无法确认 % 的远程控制台是否已打开。",
    ),
    "end-console": said(
      "结束远程控制台会话",
      "正在结束远程控制台会话",
      "% 的远程控制台会话已结束。",
      "% 的远程控制台会话未能结束。",
      "无法确认 % 的远程控制台会话是否已结束。",
    ),
  },
};
