{* The theme shows what came of a button. Values are escaped here; $rstack holds the module's own texts. *}
<div class="panel panel-default card mb-3">
  <div class="panel-body card-body">
    {if $host}
      <dl class="dl-horizontal">
        <dt>{$rstack.server}</dt><dd>{$host.name|escape:'html'}</dd>
        <dt>{$rstack.state}</dt><dd>{$host.state|escape:'html'}</dd>
        {if $host.address}<dt>{$rstack.address}</dt><dd>{$host.address|escape:'html'}{if $host.more}, {$host.more|escape:'html'}{/if}</dd>{/if}
        {if $host.system}<dt>{$rstack.system}</dt><dd>{$host.system|escape:'html'}</dd>{/if}
        <dt>{$rstack.traffic}</dt><dd>{$host.traffic|escape:'html'}</dd>
      </dl>
      <form method="post" action="clientarea.php?action=productdetails&amp;id={$rstackservice|escape:'url'}">
        <input type="hidden" name="token" value="{$token|escape:'html'}">
        <input type="hidden" name="id" value="{$rstackservice|escape:'html'}">
        <input type="hidden" name="modop" value="custom">
        <input type="hidden" name="rstackform" value="{$rstackform|escape:'html'}">
        {if $host.start}<button class="btn btn-success" name="a" value="start">{$rstack.start}</button>{/if}
        {if $host.restart}<button class="btn btn-default btn-light" name="a" value="restart" onclick="return confirm('{$rstack.restart_sure|escape:'javascript'}')">{$rstack.restart}</button>{/if}
        {if $host.stop}<button class="btn btn-default btn-light" name="a" value="stop" onclick="return confirm('{$rstack.stop_sure|escape:'javascript'}')">{$rstack.stop}</button>{/if}
        <a class="btn btn-primary" href="clientarea.php?action=productdetails&amp;id={$rstackservice|escape:'url'}&amp;dosinglesignon=1" target="_blank" rel="noopener">{$rstack.manage}</a>
      </form>
    {else}
      <p>{$problem|escape:'html':'UTF-8':false}</p>
    {/if}
  </div>
</div>
<p><a href="clientarea.php?action=cancel&amp;id={$rstackservice|escape:'url'}">{$rstack.cancel}</a></p>
