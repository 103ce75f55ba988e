/**
 * CEL as Kubernetes and Kyverno use it: the standard library, cel-go's extensions, Kubernetes' own functions, and what a caller
 * adds. Bounded in size, depth and iterations; reaches neither network nor disk.
 */
package io.jenkins.plugins.imagepolicy.engine.language.cel;
