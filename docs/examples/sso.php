<?php
// Prints a page that carries a customer to the panel. Usage: php sso.php USERID

function base64url(string $bytes): string
{
    return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
}

/** A ticket for one customer, good for 60 seconds and for one use. */
function panel_ticket(string $userId, string $secret, string $audience): string
{
    $now = time();
    $header = ['alg' => 'HS256', 'typ' => 'JWT'];
    $claims = [
        'sub' => $userId,
        'aud' => $audience,
        'iat' => $now,
        'exp' => $now + 60,
        'jti' => bin2hex(random_bytes(16)),
    ];
    $flags = JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE;
    $signed = base64url(json_encode($header, $flags)) . '.' . base64url(json_encode($claims, $flags));
    return $signed . '.' . base64url(hash_hmac('sha256', $signed, $secret, true));
}

$panel = rtrim(getenv('PANEL_URL'), '/');
$ticket = panel_ticket($argv[1], getenv('SSO_SECRET'), $panel);
?>
<!doctype html>
<form id="panel" method="post" action="<?= htmlspecialchars($panel) ?>/sso">
  <input type="hidden" name="token" value="<?= htmlspecialchars($ticket) ?>">
  <button>Control panel</button>
</form>
<script>document.getElementById("panel").submit()</script>
