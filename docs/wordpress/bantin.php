<?php
/**
 * Plugin Name: Bantin
 * Description: Lets readers of a Bantin newspaper comment without an account, from the sites that are listed, and from nowhere else; and tells its lists how many comments there are.
 * Version: 0.2.0
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

/**
 * How many comments readers see under an article, so that a list can ask for all of its articles at once.
 */
add_action(
	'rest_api_init',
	function () {
		register_rest_field(
			'post',
			'bantin_comments',
			array(
				'get_callback' => 'bantin_count_comments',
				'schema'       => array(
					'description' => 'The number of comments that everybody can see.',
					'type'        => array( 'integer', 'null' ),
					'context'     => array( 'view', 'embed' ),
					'readonly'    => true,
				),
			)
		);
	}
);

/**
 * Counts what the interface lists: no pings, and nothing under an article with a password.
 *
 * @param array $article As the interface has it.
 */
function bantin_count_comments( $article ) {
	if ( '' !== get_post_field( 'post_password', $article['id'] ) ) {
		return null;
	}
	$asked = array( 'post_id' => $article['id'], 'status' => 'approve', 'type' => 'comment', 'count' => true );
	return (int) get_comments( $asked );
}
