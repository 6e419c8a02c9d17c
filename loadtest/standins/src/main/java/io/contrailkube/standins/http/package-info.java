/** The HTTP/1.1 shell that both stand-ins share: server, fault injection, request log and the control calls under {@code /standin}. */
@NullMarked
package io.contrailkube.standins.http;

import org.jspecify.annotations.NullMarked;
