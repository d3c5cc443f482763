<?php
// Comes before every script (`auto_prepend_file`): WordPress looks for its settings where this is, though its own
// files are links to the unpacked package.
defined( 'ABSPATH' ) || define( 'ABSPATH', __DIR__ . '/' );
