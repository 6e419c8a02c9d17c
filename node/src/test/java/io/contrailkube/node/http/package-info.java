/** Tests of the routes of a node. */
@NullMarked
package io.contrailkube.node.http;

import org.jspecify.annotations.NullMarked;
