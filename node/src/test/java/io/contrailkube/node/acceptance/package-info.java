/** The acceptance cases of spec 01 on the running system: node, journal, and both APIs over HTTP. */
@NullMarked
package io.contrailkube.node.acceptance;

import org.jspecify.annotations.NullMarked;
