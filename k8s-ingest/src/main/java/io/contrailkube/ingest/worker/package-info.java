/** Workers that keep the facts of one kind and offer every change to the entity of its namespace. */
@NullMarked
package io.contrailkube.ingest.worker;

import org.jspecify.annotations.NullMarked;
