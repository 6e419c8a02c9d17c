@NullMarked
package io.contrailkube.node.verdict;

import org.jspecify.annotations.NullMarked;
