/**
 * A stand-in of the Kubernetes API server, in memory, over real HTTP.
 *
 * <p>It keeps the rules that clients build on: revisions, watches, conflicts, finalizers, namespaces that empty before they go,
 * addresses of services, the default class of ingresses. It has no controllers of its own (the package {@code cluster} plays
 * them) and no schemas: of most kinds any field is taken as it comes. Server-side apply merges without field ownership. Protobuf
 * is read for the few kinds that kubectl creates from arguments and never written; WebSocket watches are declined, so that
 * clients fall back to plain HTTP.
 */
@NullMarked
package io.contrailkube.standins.kubernetes;

import org.jspecify.annotations.NullMarked;
