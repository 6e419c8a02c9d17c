/** Tests of the command line. */
@NullMarked
package io.contrailkube.node.cli;

import org.jspecify.annotations.NullMarked;
