<?php

/** `php sql.php DATABASE` runs the statements of standard input, a JSON list of [SQL, values], and prints the last one's rows. */

list(, $database) = $argv;
require __DIR__ . '/rows.php';
Rows::open($database);
$rows = [];
foreach (json_decode(stream_get_contents(STDIN), true) as list($sql, $values)) {
    $statement = Rows::$pdo->prepare($sql);
    $statement->execute($values);
    $rows = $statement->fetchAll(PDO::FETCH_ASSOC);
}
echo json_encode($rows), "\n";
