<?php
/**
 * Plugin Name: Bantin
 * Description: Lets readers of a Bantin newspaper comment without an account, from the sites that are listed, and from nowhere else.
 * Version: 0.1.0
 * Requires at least: 5.6
 * Requires PHP: 7.2
 * License: Apache-2.0 OR MIT
 *
 * Copy this file to wp-content/mu-plugins/ and list the sites in wp-config.php, above its last line, without a slash
 * at the end:
 *
 *     define( 'BANTIN_SITES', array( 'https://connuoc.example' ) );
 *
 * Without that list nothing is opened. Which comments wait for an editor stays with Settings > Discussion.
 *
 * @package Bantin
 */

defined( 'ABSPATH' ) || exit;

/**
 * Whether a site is listed.
 *
 * @param string $origin As a browser sends it.
 */
function bantin_knows( $origin ) {
	return defined( 'BANTIN_SITES' ) && in_array( $origin, (array) BANTIN_SITES, true );
}

/**
 * A reader without an account may comment. A browser always says where such a request comes from; what says nothing is
 * a program, and programs that send comments are seldom readers.
 */
add_filter(
	'rest_allow_anonymous_comments',
	function ( $allowed ) {
		return $allowed || bantin_knows( get_http_origin() );
	}
);

/**
 * WordPress lets every site read its answers, in the name of whoever is logged in. The listed sites may read them, in
 * nobody's name.
 */
add_action(
	'rest_api_init',
	function () {
		remove_filter( 'rest_pre_serve_request', 'rest_send_cors_headers' );
		add_filter( 'rest_pre_serve_request', 'bantin_send_cors_headers' );
	},
	15
);

/**
 * Sends what the browser asks for before it lets a page read an answer.
 *
 * @param bool $served Passed on as it is.
 */
function bantin_send_cors_headers( $served ) {
	$origin = get_http_origin();
	header( 'Vary: Origin', false );
	if ( bantin_knows( $origin ) ) {
		header( 'Access-Control-Allow-Origin: ' . $origin );
		header( 'Access-Control-Allow-Methods: OPTIONS, GET, POST' );
		header( 'Access-Control-Max-Age: 600' );
	}
	return $served;
}
