/** Tests of the gateway: its pure parts, its actors with invented answers, and all of it against a stand-in over HTTP. */
@NullMarked
package io.contrailkube.gateway;

import org.jspecify.annotations.NullMarked;
