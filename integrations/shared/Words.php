<?php

namespace RStackPanel;

/** What the module says, in English and in Simplified Chinese. Texts from elsewhere are escaped: shops show messages as HTML. */
final class Words
{
    private $isChinese;

    /** @param string $language A name or a code of it, such as `english`, `chinese`, `zh-cn`. */
    public function __construct(string $language)
    {
        $this->isChinese = (bool) preg_match('/^(chinese|zh|cn|中文)/iu', $language);
    }

    public function say(string $key, array $values = []): string
    {
        $texts = self::TEXTS[$key] ?? [$key, $key];
        $places = [];
        foreach ($values as $name => $value) {
            $places['{' . $name . '}'] = htmlspecialchars((string) $value, ENT_QUOTES, 'UTF-8');
        }
        return strtr($texts[$this->isChinese ? 1 : 0], $places);
    }

    /** A problem of the panel's by its code; one that is unknown here by its own words. */
    public function ofProblem(string $code, string $more): string
    {
        $key = isset(self::TEXTS[$code]) ? $code : 'other';
        return $this->say($key, ['more' => $more === '' ? $code : $more]);
    }

    public function ofOutcome(array $operation): string
    {
        $outcome = $operation['outcome'];
        $key = in_array($outcome, ['open', 'checking'], true) ? 'pending' : "outcome-$outcome";
        $more = ($operation['refusal'] ?? '') ?: (($operation['notSentCause'] ?? '') ?: '-');
        return $this->say(isset(self::TEXTS[$key]) ? $key : 'other', ['more' => $more]);
    }

    /** A host's state; `state` is one of the API's words. */
    public function ofState(string $state): string
    {
        return $this->say(isset(self::TEXTS["state-$state"]) ? "state-$state" : 'state-unknown');
    }

    /** @return array<string, string> All texts for a template. */
    public function forTemplate(): array
    {
        $texts = [];
        foreach (array_keys(self::TEXTS) as $key) {
            $texts[str_replace('-', '_', $key)] = $this->say($key);
        }
        return $texts;
    }

    const TEXTS = [
        'needs-https' => ['Use an https address for RStack Panel.', '请为 RStack Panel 使用 https 地址。'],
        'needs-token' => ['Enter the panel’s provider token (rsp_…) as the access hash of the server.', '请在服务器的 Access Hash 中填写面板的服务商令牌（rsp_…）。'],
        'no-answer' => ['RStack Panel did not answer ({why}). It is safe to try again: nothing is done twice.', 'RStack Panel 没有响应（{why}）。可以放心重试，不会重复执行。'],
        'pending' => ['Still in progress. The next run of the cron job checks again.', '仍在进行中，下次定时任务会再次检查。'],
        'order-pending' => ['The server is still being made. The next run of the cron job checks again.', '服务器仍在开通中，下次定时任务会再次检查。'],
        'order-unconfirmed' => ['RStack has not confirmed whether the server was made, so the order is not sent again. Look for the server in RStack Panel. Once it has this service’s reference, the order is done.', 'RStack 尚未确认服务器是否已创建，因此不会再次提交订单。请在 RStack Panel 中查找该服务器；设置该服务的 reference 后，订单即完成。'],
        'outcome-refused' => ['RStack refused: {more}', 'RStack 拒绝了操作：{more}'],
        'outcome-not-sent' => ['Nothing was sent to RStack ({more}). Try again.', '未向 RStack 发送任何指令（{more}），请重试。'],
        'outcome-failed' => ['RStack reported a failure: {more}', 'RStack 报告操作失败：{more}'],
        'outcome-unconfirmed' => ['RStack has not confirmed the result. Check the server in RStack Panel before you try again.', 'RStack 尚未确认结果。重试前请先在 RStack Panel 中检查该服务器。'],
        'outcome-superseded' => ['A later order replaced this one.', '该操作已被后来的操作取代。'],
        'no-token' => ['RStack Panel does not accept the token: it has ended or was revoked. Make a new one and save it in the server’s settings.', 'RStack Panel 不接受该令牌：令牌已到期或被吊销。请新建令牌并保存到服务器设置中。'],
        'address-refused' => ['The token does not allow this shop’s address. Add it to the token’s address ranges.', '令牌不允许从本站的地址访问，请将该地址加入令牌的地址范围。'],
        'scope-missing' => ['The token lacks a permission: {more}', '令牌缺少权限：{more}'],
        'prove-again' => ['The token may not do this: {more}', '令牌无权执行此操作：{more}'],
        'not-found' => ['RStack Panel knows no such server or customer.', 'RStack Panel 中没有该服务器或客户。'],
        'busy' => ['Another operation on this server is in progress. Try again in a minute.', '该服务器正在执行其他操作，请一分钟后重试。'],
        'exists' => ['RStack Panel already has this: {more}', 'RStack Panel 中已存在：{more}'],
        'no-room' => ['There is no room for this server: {more}', '资源不足，无法开通该服务器：{more}'],
        'protected' => ['The customer has protected this server. Only deletion is possible.', '客户已为该服务器开启保护，只能执行删除。'],
        'invalid' => ['RStack Panel rejects the settings: {more}', 'RStack Panel 拒绝了这些设置：{more}'],
        'not-listed' => ['RStack Panel has no such plan, image or place: {more}', 'RStack Panel 中没有该套餐、镜像或位置：{more}'],
        'not-possible' => ['Not possible now: {more}', '当前无法执行：{more}'],
        'refused' => ['RStack refused: {more}', 'RStack 拒绝了操作：{more}'],
        'too-many' => ['Too many requests. Try again in a minute.', '请求过于频繁，请一分钟后重试。'],
        'not-answering' => ['RStack does not answer: {more}. Try again later.', 'RStack 没有响应：{more}。请稍后重试。'],
        'other' => ['RStack Panel could not do this: {more}', 'RStack Panel 无法执行：{more}'],
        'internal' => ['RStack Panel had an error. Try again; if it stays, look at the panel’s log.', 'RStack Panel 出错。请重试；若仍然失败，请查看面板日志。'],
        'fault' => ['The module had an error: {why}', '模块出错：{why}'],
        'no-host' => ['This service has no server yet.', '该服务还没有服务器。'],
        'has-host' => ['This service has a server already.', '该服务已有服务器。'],
        'not-active' => ['This is possible for active services only.', '仅限已激活的服务。'],
        'by-post' => ['This page is out of date. Reload it and try again.', '页面已过期，请刷新后重试。'],
        'order-failed' => ['RStack Panel: the order of service {service} failed', 'RStack Panel：服务 {service} 的订单失败'],
        'suspend-host-failed' => ['RStack Panel: service {service} was not suspended', 'RStack Panel：服务 {service} 未能停用'],
        'resume-host-failed' => ['RStack Panel: service {service} was not resumed', 'RStack Panel：服务 {service} 未能恢复'],
        'order-done' => ['RStack Panel: service {service} has its server {host}', 'RStack Panel：服务 {service} 的服务器 {host} 已开通'],
        'connected' => ['Connected. Permissions: {more}', '连接成功。权限：{more}'],
        'plan' => ['Plan', '套餐'],
        'place' => ['Place', '位置'],
        'image' => ['Operating system', '操作系统'],
        'ipv4' => ['IPv4 addresses', 'IPv4 数量'],
        'ipv6' => ['IPv6 addresses', 'IPv6 数量'],
        'may-restart' => ['Restart for a change of plan', '变更套餐时重启'],
        'may-restart-hint' => ['Without it, only servers that are off change their plan', '不勾选时，只有已关机的服务器可以变更套餐'],
        'plan-hint' => ['As set up in the panel under Settings, Plans', '在面板“设置 → 套餐”中维护'],
        'place-hint' => ['An area, or one node of it', '区域，或其中一个节点'],
        'image-hint' => ['A configurable option “image” takes precedence', '可配置选项 image 优先'],
        'server' => ['Server', '服务器'],
        'state' => ['State', '状态'],
        'address' => ['Address', '地址'],
        'system' => ['System', '系统'],
        'traffic' => ['Traffic', '流量'],
        'unlimited' => ['unlimited', '不限'],
        'order' => ['Order', '订单'],
        'manage' => ['Manage server', '管理服务器'],
        'start' => ['Start', '启动'],
        'stop' => ['Stop', '停止'],
        'restart' => ['Restart', '重启'],
        'cancel' => ['Request cancellation', '申请取消'],
        'stop-sure' => ['Stop this server?', '停止该服务器？'],
        'restart-sure' => ['Restart this server?', '重启该服务器？'],
        'unavailable' => ['The server’s state can’t be shown now.', '暂时无法显示服务器状态。'],
        'check-order' => ['Check the order now', '立即检查订单'],
        'open-panel' => ['Open in RStack Panel', '在 RStack Panel 中打开'],
        'console' => ['Console', '控制台'],
        'state-running' => ['Running', '运行中'],
        'state-off' => ['Off', '已关机'],
        'state-paused' => ['Paused', '已暂停'],
        'state-saved' => ['Hibernated', '已休眠'],
        'state-setting-up' => ['Setting up', '正在安装'],
        'state-setup-failed' => ['Setup failed', '安装失败'],
        'state-locked' => ['Locked', '已锁定'],
        'state-suspended' => ['Suspended', '已停用'],
        'state-over-traffic' => ['Over traffic', '流量超限'],
        'state-out-of-traffic' => ['Traffic limit', '流量用尽'],
        'state-unknown' => ['Unknown', '未知'],
    ];
}
