/** The journal: its formats, its PostgreSQL schema, how Akka reaches it and how people read it. */
@NullMarked
package io.contrailkube.persistence;

import org.jspecify.annotations.NullMarked;
