"""The names of SVG that draw something (SVG 2 and SVG 1.1).

Left out are script, links to files, animation (it can change where a link leads), `foreignObject`,
and every attribute that runs something.
"""

_ELEMENTS = """
a circle clipPath defs desc ellipse feBlend feColorMatrix feComponentTransfer feComposite
feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA
feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight
feSpecularLighting feSpotLight feTile feTurbulence filter g line linearGradient marker mask
metadata path pattern polygon polyline radialGradient rect stop svg switch symbol text textPath
title tspan use view
"""

_ATTRIBUTES = """
alignment-baseline amplitude azimuth baseFrequency baseProfile baseline-shift bias class
clip-path clip-rule clipPathUnits color color-interpolation color-interpolation-filters
color-rendering cx cy d diffuseConstant direction display divisor dominant-baseline dx dy
edgeMode elevation enable-background exponent fill fill-opacity fill-rule filter filterUnits
flood-color flood-opacity focusable font-family font-size font-size-adjust font-stretch
font-style font-variant font-weight fr fx fy gradientTransform gradientUnits height href id
image-rendering in in2 intercept k1 k2 k3 k4 kernelMatrix kernelUnitLength lang lengthAdjust
letter-spacing lighting-color limitingConeAngle marker-end marker-mid marker-start markerHeight
markerUnits markerWidth mask mask-type maskContentUnits maskUnits mode numOctaves offset opacity
operator order orient overflow paint-order pathLength patternContentUnits patternTransform
patternUnits points pointsAtX pointsAtY pointsAtZ preserveAlpha preserveAspectRatio
primitiveUnits r radius refX refY result role rotate rx ry scale seed shape-rendering side slope
space spacing specularConstant specularExponent spreadMethod startOffset stdDeviation
stitchTiles stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap
stroke-linejoin stroke-miterlimit stroke-opacity stroke-width style surfaceScale systemLanguage
tabindex tableValues targetX targetY target text-anchor text-decoration text-rendering
textLength title transform transform-origin type unicode-bidi values vector-effect version
viewBox visibility width word-spacing writing-mode x x1 x2 xChannelSelector xlink:href xmlns
xmlns:xlink xml:lang xml:space y y1 y2 yChannelSelector z zoomAndPan
"""

ELEMENTS = frozenset(_ELEMENTS.split())
"""Elements of a drawing, wherever it stands."""

ATTRIBUTES = frozenset(_ATTRIBUTES.split())
"""Attributes of a drawing's elements, besides `aria-` and `data-`."""
