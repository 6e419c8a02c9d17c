/** What the tests of the ingest share. */
@NullMarked
package io.contrailkube.ingest.support;

import org.jspecify.annotations.NullMarked;
