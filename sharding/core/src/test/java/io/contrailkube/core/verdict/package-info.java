@NullMarked
package io.contrailkube.core.verdict;

import org.jspecify.annotations.NullMarked;
