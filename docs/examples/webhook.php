<?php
// Receives a webhook and checks its signature. The secret is in WEBHOOK_SECRET; for a try: php -S 127.0.0.1:8080 webhook.php

const FIVE_MINUTES = 5 * 60;

/** Whether the call was made with the secret, and within five minutes. $body is the text as it came, not parsed. */
function is_genuine(array $server, string $body, string $secret): bool
{
    $id = $server['HTTP_WEBHOOK_ID'] ?? '';
    $timestamp = $server['HTTP_WEBHOOK_TIMESTAMP'] ?? '';
    if (!ctype_digit($timestamp) || abs(time() - (int) $timestamp) > FIVE_MINUTES) {
        return false;
    }
    $key = base64_decode(substr($secret, strlen('whsec_')));
    $expected = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", $key, true));
    // Several, with blanks between them, while a secret is being replaced.
    $genuine = false;
    foreach (explode(' ', $server['HTTP_WEBHOOK_SIGNATURE'] ?? '') as $given) {
        $genuine = hash_equals($expected, $given) || $genuine;
    }
    return $genuine;
}

$body = file_get_contents('php://input');
if (!is_genuine($_SERVER, $body, getenv('WEBHOOK_SECRET'))) {
    http_response_code(401);
    exit;
}
$event = json_decode($body, true);
// The same id may come twice, when an answer got lost: do nothing the second time.
error_log($event['kind'] . ' ' . $event['id']);
http_response_code(204);
