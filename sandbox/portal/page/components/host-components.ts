import type { ComponentType } from 'react';
import { Button, ButtonRow, Link, LoadingButton } from './actions.tsx';
import {
  PageBreadcrumbs, PageBreadcrumbsCurrent, PageBreadcrumbsPageLink, PageHeader, PageHeaderLink, PageHeaderPageLink, PageHeaderPrimaryAction,
  PageHeaderSecondaryActions, PageLink, PageTitle,
} from './app-pages.tsx';
import { BarChart, LineChart } from './charts.tsx';
import { DateInput, TimeInput } from './date-inputs.tsx';
import { Accordion, Tab, Tabs } from './disclosure.tsx';
import { Dropdown, DropdownButtonItem } from './dropdown.tsx';
import { Alert, EmptyState, ErrorState, Illustration, LoadingSpinner, ProgressBar } from './feedback.tsx';
import { Form } from './form.tsx';
import { Icon } from './icon.tsx';
import { Image } from './image.tsx';
import { AutoGrid, Box, Card, Divider, Flex, Inline, Spacer, Stack, Tile } from './layout.tsx';
import { CurrencyInput, NumberInput, StepperInput } from './number-inputs.tsx';
import { Modal, ModalBody, ModalFooter, Panel, PanelBody, PanelFooter, PanelSection, Tooltip } from './overlays.tsx';
import { MultiSelect, Select } from './selects.tsx';
import { ScoreCircle, Statistics, StatisticsItem, StatisticsTrend } from './statistics.tsx';
import { StepIndicator } from './step-indicator.tsx';
import { Table, TableBody, TableCell, TableFooter, TableHead, TableHeader, TableRow } from './table.tsx';
import { StatusTag, Tag } from './tags.tsx';
import { DescriptionList, DescriptionListItem, Heading, List, Text } from './text.tsx';
import { Input, SearchInput, TextArea } from './text-inputs.tsx';
import { Checkbox, RadioButton, Toggle, ToggleGroup } from './toggles.tsx';

// The props come from the card untyped; each component declares those it reads.
type HostComponent = ComponentType<never> | ((props: never) => unknown);

/** Every SDK component the portal draws, by its name on the wire. */
export const hostComponents: Record<string, HostComponent> = {
  Accordion,
  Alert,
  AutoGrid,
  BarChart,
  Box,
  Button,
  ButtonRow,
  Card,
  Checkbox,
  CurrencyInput,
  DateInput,
  DescriptionList,
  DescriptionListItem,
  Divider,
  Dropdown,
  DropdownButtonItem,
  EmptyState,
  ErrorState,
  Flex,
  Form,
  Heading,
  Icon,
  Illustration,
  Image,
  Inline,
  Input,
  LineChart,
  Link,
  List,
  LoadingButton,
  LoadingSpinner,
  Modal,
  ModalBody,
  ModalFooter,
  MultiSelect,
  NumberInput,
  PageBreadcrumbs,
  PageBreadcrumbsCurrent,
  PageBreadcrumbsPageLink,
  PageHeader,
  PageHeaderLink,
  PageHeaderPageLink,
  PageHeaderPrimaryAction,
  PageHeaderSecondaryActions,
  PageLink,
  PageTitle,
  Panel,
  PanelBody,
  PanelFooter,
  PanelSection,
  ProgressBar,
  RadioButton,
  ScoreCircle,
  SearchInput,
  Select,
  Spacer,
  Stack,
  StatisticsItem,
  Statistics,
  StatisticsTrend,
  StatusTag,
  StepIndicator,
  StepperInput,
  Tab,
  Table,
  TableBody,
  TableCell,
  TableFooter,
  TableHead,
  TableHeader,
  TableRow,
  Tabs,
  Tag,
  Text,
  TextArea,
  Textarea: TextArea,
  Tile,
  TimeInput,
  Toggle,
  ToggleGroup,
  Tooltip,
};
