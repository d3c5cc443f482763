<?php
// What a web server does for WordPress: a file that is there is sent, everything else is index.php's.
require_once __DIR__ . '/before.php';
$path = rawurldecode( parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH ) ?: '/' );
if ( is_file( ABSPATH . $path ) || is_file( ABSPATH . $path . '/index.php' ) && '/' !== $path ) {
	return false;
}
$_SERVER['SCRIPT_NAME'] = '/index.php';
$_SERVER['PHP_SELF']    = '/index.php';
require ABSPATH . 'index.php';
